"""The closed lists of the contract. A list may grow; an id never changes its meaning."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["zh-Hans", "zh-Hant", "en"]
DocumentKind = Literal["ir_record", "earnings_article", "earnings_call", "other"]
EventType = Literal[
    "earnings_briefing",
    "analyst_meeting",
    "institutional_research",
    "media_interview",
    "press_conference",
    "roadshow",
    "site_visit",
    "earnings_call",
    "other",
]
Match = Literal["exact", "normalised", "reworded"]
Qualifier = Literal["about", "over", "under", "up_to", "at_least"]
Basis = Literal["actual", "guidance", "target", "comparison", "claim"]
PeriodKind = Literal["year", "half", "quarter", "year_to_date", "month", "date", "range"]
ChangeKind = Literal["yoy", "qoq", "since"]
Status = Literal["done", "in_progress", "planned", "unknown"]
Severity = Literal["info", "warning", "error"]
Engine = Literal["rules", "model", "hybrid"]
Finder = Literal["rules", "model"]

Topic = Literal[
    "strategy",
    "product",
    "technology",
    "research",
    "data",
    "commercialisation",
    "business_model",
    "customers",
    "competition",
    "market",
    "overseas",
    "revenue",
    "margin",
    "cost",
    "cash",
    "guidance",
    "capacity",
    "compute_supply",
    "supply_chain",
    "capex",
    "regulation",
    "partnership",
    "acquisition",
    "governance",
    "shareholder_return",
    "talent",
    "esg",
    "risk",
    "other",
]
Metric = Literal[
    "revenue",
    "revenue_share",
    "overseas_revenue",
    "overseas_revenue_share",
    "revenue_cagr",
    "gross_profit",
    "gross_margin",
    "operating_profit",
    "operating_margin",
    "net_profit",
    "net_profit_attributable",
    "adjusted_net_profit",
    "net_margin",
    "eps",
    "ebitda",
    "operating_cash_flow",
    "free_cash_flow",
    "cash",
    "capex",
    "rd_expense",
    "rd_ratio",
    "selling_expense",
    "admin_expense",
    "orders",
    "backlog",
    "capacity",
    "utilisation",
    "shipments",
    "price",
    "users",
    "dau",
    "mau",
    "arpu",
    "headcount",
    "market_share",
    "dividend",
    "dividend_payout",
    "buyback",
    "total_assets",
    "total_debt",
    "inventory",
    "receivables",
    "stores",
    "customers",
]

TOPICS: tuple[str, ...] = get_args(Topic)
METRICS: tuple[str, ...] = get_args(Metric)
