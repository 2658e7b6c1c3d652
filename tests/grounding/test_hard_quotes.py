"""Wrong quotes that are hard to tell, and right ones in unusual dress, each thought up by hand."""

from __future__ import annotations

import pytest

from summarizer.grounding import Locator

ZH = (
    "2025年上半年，公司实现营业收入125.3亿元，同比增长12.4%，归母净利润十二亿元。第二季度毛利率为28.6%，环比提升1.2个百分点，"
    "费用率下降50个基点。\n"
    "公司预计2026财年资本开支为8亿至10亿元人民币，不仅投向海外工厂，而且投向研发。每股派息0.35元，合计派息约4.2亿元。"
    "\n"
    "甲公司订单同比增长20%，乙公司订单同比下降5%。公司不得不推迟越南项目，并非没有信心。管理费用由3.2亿元降至2.8亿元。"
    "应收账款为1,234.5万元，存货为(3.4)亿元。\n"
    "除汽车业务外，其他业务均实现盈利。毛利率不低于27%。截至6月30日，在手订单超过300亿元。前五大客户占比46%。三年内营收有望翻一番。"
)
HANT = (
    "集團二零二五年上半年收益為港幣125.3億元，按年上升12.4%，股東應佔溢利12.5億港元。內地收入佔比六成，香港收入佔比四成。"
    "\n"
    "每股基本盈利為0.35港元，中期股息每股8港仙。董事會不建議派付末期股息。預期虧損介乎6,000萬港元至7,000萬港元，而去年同期則錄得溢利約1,200萬港元。"
    "\n"
    "人民幣計價的收入為30億元，毛利率由31.5%下跌至29.8%，下跌1.7個百分點。集團並非未能盈利。"
)
EN = (
    "For the first half of fiscal 2025, revenue was $1.25 billion, up 12.4% year over year, and GAAP EPS was $1.12, "
    "while adjusted EPS was $1.35.\n"
    "Gross margin expanded 150 basis points to 58.3%, from 56.8% a year ago. We expect full year 2026 capital expenditures "
    "of $80 million to $95 million.\n"
    "Northwind grew 20%, while Southgate declined 5%. It is not only the price but also the volume that matters. Operating "
    "cash flow was $(34.5) million.\n"
    "We can't rule out further cuts, and we wouldn't be surprised if churn rises. Net debt fell from $3.2 billion to "
    "$2.8 billion. Headcount was 12,345.\n"
    "Excluding Harbor, services revenue was flat. We didn't raise prices in Q2. Dividends were $0.35 per share, or "
    "$42 million in total. Our leverage is below 2x."
)
LOCATORS = {"zh": Locator(ZH), "hant": Locator(HANT), "en": Locator(EN)}
WRONG = {
    "zh": [
        "2025年上半年，公司实现营业收入１２５．８亿元", "归母净利润十三亿元", "归母净利润二十亿元",
        "归母净利润十二万元", "第一季度毛利率为28.6%", "第二季度毛利率为28.6个百分点", "环比提升1.2%",
        "费用率下降50%", "费用率下降5个基点", "费用率下降50个百分点", "公司预计2025财年资本开支为8亿至10亿元人民币",
        "资本开支为10亿至8亿元人民币", "资本开支为8亿至10亿元港币", "资本开支为8万至10万元人民币",
        "资本开支为8亿元人民币", "不投向海外工厂", "不仅投向研发", "每股派息4.2亿元", "派息0.35元",
        "合计派息约0.35元", "每股派息3.5元", "乙公司订单同比增长20%", "甲公司订单同比下降5%",
        "公司推迟越南项目，并非有信心", "没有信心", "有信心", "公司不推迟越南项目", "管理费用由2.8亿元降至3.2亿元",
        "管理费用由3.2亿元升至2.8亿元", "管理费用降至3.2亿元", "应收账款为1234.5亿元", "应收账款为1,234.5元",
        "应收账款为12,345万元", "应收账款为1.2345万元", "存货为3.4亿元", "汽车业务实现盈利", "所有业务均实现盈利",
        "除汽车业务外，其他业务均未实现盈利", "毛利率不高于27%", "毛利率低于27%", "毛利率27%",
        "截至6月30日，在手订单300亿元以下", "截至9月30日，在手订单超过300亿元", "前十大客户占比46%",
        "前五大供应商占比46%", "三年内营收有望翻两番", "三年内营收翻一番", "两年内营收有望翻一番",
        "2025年下半年，公司实现营业收入125.3亿元", "2024年上半年，公司实现营业收入125.3亿元",
        "2025年，公司实现营业收入125.3亿元", "公司实现营业收入125.3亿元，环比增长12.4%", "归属净利润125.3亿元",
        "海外工厂资本开支为8亿至10亿元", "营业收入同比增长12.4个百分点", "营业收入同比增长-12.4%",
        "营业成本125.3亿元", "公司实现营业收入125.30001亿元", "公司实现营业收入1253亿元",
        "公司实现营业收入125,3亿元", "管理费用由3.2亿元降2.8亿元", "管理费用由3.2亿元降至28亿元",
        "公司实现营业收入约125亿元", "公司实现营业收入125亿元", "公司实现营业收入126亿元",
        "公司没有实现营业收入125.3亿元", "归母净利润不到十二亿元", "扣非净利润十二亿元", "第二季度净利率为28.6%",
        "甲公司和乙公司订单同比增长20%", "甲公司订单环比增长20%", "甲公司收入同比增长20%", "公司不得推迟越南项目",
        "越南项目不会推迟", "三年内净利润有望翻一番", "三年内营收可能翻一番", "截至6月30日，新增订单超过300亿元",
        "前五大客户占比46个百分点", "应收账款为1,243.5万元", "存货为-(3.4)亿元", "存货为(3.4)万元",
        "2026年公司资本开支为8亿至10亿元人民币", "公司预计2026财年资本开支为8亿和10亿元人民币",
        "公司预计2026财年资本开支为10亿元人民币", "每十股派息0.35元", "管理费用由3.2亿元降至2.8亿美元",
        "销售费用由3.2亿元降至2.8亿元", "费用率上升50个基点", "毛利率不低于72%",
        "2025年上半年，公司实现营业收入125.3亿元，同比增长28.6%",
    ],
    "hant": [
        "集團二零二四年上半年收益為港幣125.3億元", "收益為人民幣125.3億元", "收益為港幣125.3萬元",
        "收益為125.3億美元", "股東應佔虧損12.5億港元", "香港收入佔比六成", "內地收入佔比四成", "內地收入佔比六",
        "每股攤薄盈利為0.35港元", "每股基本盈利為0.35港仙", "中期股息每股8港元", "末期股息每股8港仙",
        "董事會建議派付末期股息", "董事會不建議派付中期股息", "預期溢利介乎6,000萬港元至7,000萬港元",
        "預期虧損介乎7,000萬港元至6,000萬港元", "預期虧損介乎6,000萬港元至7,000億港元", "預期虧損介乎6000萬港元",
        "去年同期則錄得虧損約1,200萬港元", "今年同期則錄得溢利約1,200萬港元", "毛利率由29.8%下跌至31.5%",
        "毛利率由31.5%上升至29.8%", "下跌1.7%", "下跌17個百分點", "集團未能盈利", "集團並非能盈利",
        "港幣計價的收入為30億元", "淨利率由31.5%下跌至29.8%", "按季上升12.4%", "二零二五年下半年收益為港幣125.3億元",
        "二零二五年收益為港幣125.3億元", "上半年收益為港幣１２３．５億元", "集團未能盈利。", "集團並非盈利",
        "預期虧損介乎6,000萬港元至7,000萬美元", "預期虧損約為6,000萬港元", "中期股息每股8元",
        "每股基本虧損為0.35港元", "人民幣計價的收入為30萬元", "毛利率下跌至31.5%",
        "內地收入佔比六成，香港收入佔比六成", "香港收入佔比四成半", "去年同期則錄得溢利約1,200億港元",
        "收益為港幣125,3億元", "二零二五年上半年收益為港幣125.8億元",
    ],
    "en": [
        "For the second half of fiscal 2025, revenue was $1.25 billion", "H1 FY26 revenue was $1.25 billion",
        "For the first half of 2025, revenue was $1.25 billion", "For fiscal 2025, revenue was $1.25 billion",
        "revenue was $1.25 million", "revenue was $125 billion", "revenue was HK$1.25 billion",
        "up 12.4 percentage points year over year", "up 12.4% quarter over quarter", "GAAP EPS was $1.35",
        "adjusted EPS was $1.12", "EPS was $1.12 million", "Gross margin expanded 150%",
        "Gross margin expanded 15 basis points", "Gross margin contracted 150 basis points",
        "Gross margin expanded 1.50 basis points", "Gross margin expanded 150 basis points to 56.8%, from 58.3%",
        "Gross margin expanded to 150 basis points", "full year 2025 capital expenditures of $80 million",
        "capital expenditures of $95 million to $80 million", "capital expenditures of $80 million",
        "capital expenditures of $80 to $95 billion",
        "we spent full year 2026 capital expenditures of $80 million to $95 million", "Southgate grew 20%",
        "Northwind declined 5%", "It is only the price", "It is not the price but the volume that matters",
        "It is not only the volume but also the price that matters", "Operating cash flow was $34.5 million",
        "Operating cash flow was $(34.5) billion", "Free cash flow was $(34.5) million",
        "Operating cash flow was ($345) million", "We can rule out further cuts",
        "we would be surprised if churn rises", "we wouldn't be surprised if churn falls",
        "Net debt fell from $2.8 billion to $3.2 billion", "Net debt rose from $3.2 billion to $2.8 billion",
        "Net debt fell $2.8 billion", "Net debt fell to $3.2 billion",
        "Net cash fell from $3.2 billion to $2.8 billion", "Headcount was 12.345", "Headcount was 1,2345",
        "Headcount was 12,345 million", "Headcount was 123,45", "Headcount was 12,354",
        "Including Harbor, services revenue was flat", "services revenue was up", "We raised prices in Q2",
        "We don't raise prices in Q2", "We didn't raise prices in Q3", "We haven't raised prices in Q2",
        "We won't raise prices in Q2", "Dividends were $42 million per share", "Dividends were $0.35 in total",
        "Our leverage is above 2x", "Our leverage is 2x", "Our leverage is below 2%",
        "We couldn't rule out further cuts", "revenue was up 12.4%, and GAAP EPS was $1.25",
        "full year 2026 capital expenditures of €80 million to €95 million",
        "Gross margin expanded 150 bps to 83.5%", "revenue was $1.25 billion, down 12.4%",
        "revenue was $1.2 billion", "revenue was about $1.3 billion", "revenue was $1.25",
        "Northwind grew 20%, while Southgate grew 5%", "Northwind and Southgate grew 20%",
        "Northwind didn't grow 20%", "Headcount wasn't 12,345", "Headcount was 12,345%",
        "Net debt fell by $2.8 billion", "Net debt fell from $3.2 million to $2.8 million",
        "Gross margin expanded to 56.8%", "Gross profit expanded 150 basis points",
        "Operating margin expanded 150 basis points to 58.3%", "GAAP EPS was $(1.12)", "non-GAAP EPS was $1.12",
        "We expect full year 2025 capital expenditures of $80 million to $95 million",
        "We expect capital expenditures of $80 million to $95 million in 2027",
        "operating expenditures of $80 million to $95 million", "The price also matters",
        "only the volume that matters", "It is not only the price that matters",
        "We can't rule out further price increases", "we would not be pleased if churn rises",
        "Dividends were $0.35 a quarter", "Dividends were $0.53 per share", "Our leverage is below 20x",
        "Our leverage isn't below 2x", "Excluding Harbor, services revenue wasn't flat",
        "Excluding Northwind, services revenue was flat", "Excluding Harbor, product revenue was flat",
        "For the first half of fiscal 2026, revenue was $1.25 billion",
        "For the first half of fiscal 2025, revenue was $1.25 billion, up 12.4% from the first quarter",
        "revenue was US$1.25 billion",
    ],
}
RIGHT = {
    "zh": [
        "2025年H1，公司实现营收125.3亿元", "归母净利十二亿元", "二季度毛利率为28.6%，环比上升1.2个百分点",
        "费用率下降50个基点", "资本开支为8亿～10亿元人民币", "每股派息0.35元，合计派息大约4.2亿元",
        "甲公司订单同比增加20%，乙公司订单同比减少5%", "公司不得不推迟越南项目", "管理费用由3.2亿元降至2.8亿元",
        "管理费用由 3.2 亿元降至 2.8 亿元", "应收账款为1234.5万元", "存货为（3.4）亿元",
        "除汽车业务外，其他业务均实现盈利", "毛利率至少27%", "截至6月30日,在手订单逾300亿元", "前五大客户占比４６％",
        "2025 年上半年 ， 公司实现营业收入 125 . 3 亿元", "营业收入12,530,000,000元",
        "2025年上半年,公司实现营业收入125.3 亿 元,同比增长12.4 %", "公司實現營業收入125.3億元",
        "实现营业收入125.3亿元，同比增\n长12.4%", "环比提升 1.2 个百分点", "**毛利率**为28.6%",
        "> 第二季度毛利率为28.6%", "第二季度毛利率為28.6%", "公司预计2026财年资本开支为8-10亿元人民币",
        "2025年上半年，公司实现营业收入\\*125.3亿元", "归母净利润十二亿元。", "前五大客户占比 46 %",
        "公司预计2026财年资本开支为８亿至１０亿元人民币", "截至6月\n30日，在手订单超过300亿元",
        "「毛利率不低于27%」", "甲公司订单同比增长\t20%", "毛\u00ad利率不低于27%", "存货为(3.4)亿元，",
        "2025年上半年公司实现营业收入125.3亿元",
    ],
    "hant": [
        "集团二零二五年上半年收益为港币125.3亿元", "按年上升12.4%", "股东应占溢利12.5亿港元",
        "每股基本盈利為 0.35 港元", "預期虧損介乎6,000萬港元至7,000萬港元",
        "預期虧損介乎 6,000 萬 港 元 至 7,000 萬 港 元", "中期股息每股 8 港仙",
        "毛利率由31.5%下跌至29.8%，下跌1.7個百分點", "毛利率由31.5%下降至29.8%", "董事會不建議派付末期股息",
        "集團並非未能盈利", "去年同期則錄得溢利約1200萬港元", "人民币计价的收入为30亿元",
        "股東應佔溢利１２．５億港元", "每股基本盈利為0.35港元，中期股息每股8港仙",
        "預期虧損介乎6,000萬港元至\n7,000萬港元", "内地收入占比六成", "集團二零二五年上半年收益為港幣 125.3 億元",
    ],
    "en": [
        "For the first half of fiscal 2025, revenue was $1.25 billion",
        "for H1 fiscal 2025, revenue was $1.25 billion", "Revenue was $1,250 million, up 12.4% yoy",
        "GAAP EPS was $1.12", "Gross margin expanded 150 basis points to 58.3%",
        "Gross margin expanded 150 bps to 58.3%", "We expect full year 2026 capex of $80 million to $95 million",
        "capital expenditures of $80 million-$95 million", "Northwind grew 20%, while Southgate declined 5%",
        "It's not only the price but also the volume that matters", "Operating cash flow was $(34.5) million",
        "We cannot rule out further cuts", "we would not be surprised if churn rises",
        "Net debt fell from $3.2 billion to $2.8 billion", "Headcount was 12345",
        "We did not raise prices in the second quarter", "Dividends were $0.35 per share, or $42 million in total",
        "Excluding Harbor, services revenue was flat", "Our leverage is below 2x", "REVENUE WAS $1.25 BILLION",
        "revenue was  $1.25\nbillion, up\n12.4% year over year", "Gross mar-\ngin expanded 150 basis points",
        "“Northwind grew 20%”", "we expect full-year 2026 capital expenditures of $80 million to $95 million",
        "Net debt declined from $3.2 billion to $2.8 billion",
        "revenue was \\$1.25 billion, up 12.4% year over year", "revenue was **$1.25 billion**",
        "Net debt fell from $3.2 billion\u00a0to $2.8 billion", "Operating cash ﬂow was $(34.5) million",
        "GAAP EPS was $1.12, while adjusted EPS was $1.35", "&quot;Northwind grew 20%&quot;",
        "Gross\nmargin expanded 150 basis\npoints to 58.3%, from 56.8% a year ago.",
        "Dividends were $0.35 per share", "We didn’t raise prices in Q2", "full year 2026 capex of $80-95 million",
        "revenue was $1.25bn",
    ],
}


@pytest.mark.parametrize("name", WRONG)
def test_none_of_these_is_said(name: str) -> None:
    """Not a digit, a unit, a period, a bound, a negation or a name may be another, nor may one sentence's figure be another's."""
    accepted = [place for quote in WRONG[name] if (place := LOCATORS[name].locate(quote)).start is not None]
    assert accepted == []


@pytest.mark.parametrize("name", RIGHT)
def test_all_of_these_are_said(name: str) -> None:
    """Damage, marks of Markdown and HTML, other widths and scripts, other words of the same meaning: what is said is there."""
    refused = [(quote, place.reason) for quote in RIGHT[name] if (place := LOCATORS[name].locate(quote)).start is None]
    assert refused == []
