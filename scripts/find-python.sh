#!/bin/sh
# Print a Python that leap.cop can be worked on with: PYTHON if it is given, then the
# environment's own, then the newest of 3.13, 3.12, 3.11 on the path. On failure
# one line says what is missing.

home='import sys; print(sys.executable)'
version='import sys; print("%d.%d.%d" % sys.version_info[:3])'
# Plone cannot save versions of a page on 3.13.0 (a bug of that one release).
fits='import sys; v = sys.version_info[:3]; sys.exit(not (3, 11) <= v < (3, 14) or v == (3, 13, 0))'
whole='import ensurepip, venv'

if [ -n "${PYTHON:-}" ]; then
    candidates=$PYTHON
else
    candidates=".venv/bin/python python3.13 python3.12 python3.11 python3"
fi

seen=
bare=
for python in $candidates; do
    # A name may be found and still not run: ask it.
    found=$("$python" -c "$version" 2>/dev/null) || continue
    seen="${seen}$python is $found, "
    "$python" -c "$fits" 2>/dev/null || continue
    if [ "$python" = .venv/bin/python ] || "$python" -c "$whole" 2>/dev/null; then
        if [ "$python" = .venv/bin/python ]; then echo "$python"; else "$python" -c "$home"; fi
        exit 0
    fi
    bare=${bare:-${found%.*}}
done

if [ -n "$bare" ]; then
    echo "Python $bare has no venv module. Install it (Debian, Ubuntu: apt-get install python$bare-venv) or name another Python: make start PYTHON=/path/to/python3.12" >&2
else
    seen=${seen%, }
    echo "leap.cop needs Python 3.11, 3.12, or 3.13 from 3.13.1 on (${seen:-${PYTHON:-python3} does not run}). Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or say where it is: make start PYTHON=/path/to/python3.12" >&2
fi
exit 1
