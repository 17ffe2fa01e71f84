"""What Pillow raises for a picture that it cannot read."""

import struct
import zlib


#: Its readers say so in several ways (that of TIFF by a `TypeError`), and let through
#: what numbers in a file bring about: places that are not there, sizes of nothing, too
#: few bytes. What only a mistake brings about (a name that is not there) is not among
#: them: it ends the program, which is an answer as well, and leaves a line in the log.
UNREADABLE: tuple[type[Exception], ...] = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    RuntimeError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
