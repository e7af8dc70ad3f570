"""What can go wrong, said to a person: what happened, where, and what to do about it."""


class AltuiError(Exception):
    """A failure with a sentence for the person at the keyboard; only the doors turn it into text.

    `where` names the file, line and column; `hint` says what to do. Both may hold foreign
    text: whoever prints them sends them through `altui.display`.
    """

    exit_status = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n{self.hint}" if self.hint else head


class InputError(AltuiError):
    """Wrong use or bad input; the person can mend it."""

    exit_status = 2


class SessionError(AltuiError):
    """The session file cannot be used as asked."""

    exit_status = 2


class StorageError(AltuiError):
    """A decision could not be written; it is not saved."""


class ModelError(AltuiError):
    """The classifier could not be made, fitted or asked."""

    exit_status = 2
