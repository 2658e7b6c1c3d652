"""Reports opened in a browser. A package, so that its one browser is closed when its last test is done.

While Playwright runs it holds this thread's event loop, and tests of other folders want one of their own.
"""
