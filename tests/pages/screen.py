"""What a page shows, as text."""


def plain(elements):
    """What is on screen: texts without the escapes of Markdown."""
    return [element.value.replace("\\", "") for element in elements]


def words(app):
    """All running text of the page."""
    return "\n".join(plain(app.markdown))
