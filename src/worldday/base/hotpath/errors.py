"""The two ways in which a store says no, and what a whole room says about an address it cannot use."""


class StoreDown(Exception):
    """The store cannot be reached or cannot write now; what was asked may be asked again."""


class RowRefused(Exception):
    """The store is well, and does not take this."""
