"""A page opened at an address through the shell, and what it shows, as text."""

from streamlit.testing.v1 import AppTest

from etl.paths import PROJECT_DIR

SHELL = str(PROJECT_DIR / "dashboard" / "shell.py")


def opened(page, address, before=lambda: None):
    """`pages/<page>` as it is drawn for that address; `before` is done after the home page."""
    app = AppTest.from_file(SHELL, default_timeout=90).run()
    before()
    app.switch_page(str(PROJECT_DIR / "pages" / page))
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def plain(elements):
    """What is on screen: texts without the escapes of Markdown."""
    return [element.value.replace("\\", "") for element in elements]


def words(app):
    """All running text of the page."""
    return "\n".join(plain(app.markdown))
