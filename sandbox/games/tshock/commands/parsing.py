"""How the server takes a command apart."""

BLANKS = " \t\n"
ESCAPED = '" \\'


def split_command(text: str) -> tuple[str, str]:
    """Return a command's name, in small letters, and the text behind it."""
    end = next((index for index, character in enumerate(text) if character in BLANKS), len(text))
    return text[:end].lower(), text[end:]


def split_words(text: str) -> list[str]:
    """Split into words as the server does.

    A quote opens or closes a word, so that text in front of an opening one is a word of its own and a closed
    one may be empty. A backslash takes a quote, a blank or a backslash behind it as it is, and stays before
    anything else.
    """
    words: list[str] = []
    word, quoted, index = "", False, 0
    while index < len(text):
        character = text[index]
        if character == "\\" and index + 1 < len(text):
            index += 1
            word += text[index] if text[index] in ESCAPED else f"\\{text[index]}"
        elif character == '"':
            if quoted or word:
                words.append(word)
            word, quoted = "", not quoted
        elif character in BLANKS and not quoted:
            if word:
                words.append(word)
            word = ""
        else:
            word += character
        index += 1
    return [*words, word] if word else words
