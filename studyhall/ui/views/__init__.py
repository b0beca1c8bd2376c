"""One file a page: title, controls, one service call, show."""
