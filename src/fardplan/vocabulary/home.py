"""How a home says that it is one: the file that marks it, and the form that this program writes."""

FORMAT = 1
MARKER = "home.json"
