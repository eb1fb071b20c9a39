"""Writes what an address gives to standard output: `python fetch.py URL`.

The program fetches data sets by it where it came with the package. A failure is a line on standard error and status 1.
"""

from __future__ import annotations

import http.client
import shutil
import ssl
import sys
import urllib.error
import urllib.request


def context() -> ssl.SSLContext:
    """What servers are trusted by: the certificates of the machine, or of certifi where it has none."""
    made = ssl.create_default_context()
    if not made.cert_store_stats()["x509_ca"] and not made.get_ca_certs():
        try:
            import certifi
        except ImportError:
            return made
        made.load_verify_locations(certifi.where())
    return made


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: fetch.py URL")
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=30, context=context()) as answer:
            shutil.copyfileobj(answer, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    except urllib.error.HTTPError as error:
        sys.exit(f"HTTP status {error.code}")
    except (OSError, http.client.HTTPException, ValueError) as error:
        sys.exit(str(getattr(error, "reason", error)) or type(error).__name__)


if __name__ == "__main__":
    main()
