# Sourced by the scripts beside it: finds what the program needs on this machine, and installs what is missing.

# The system's packages, by what needs them. Names that are the same on all releases of Debian and Ubuntu.
debian_packages=(
    # The program: pictures, animations, picture files, training (oneDNN), compression, hashes, and the figures' typeface.
    libcairo2-dev libpango1.0-dev libgif-dev libpng-dev libturbojpeg0-dev libwebp-dev libdnnl-dev zlib1g-dev
    libdeflate-dev nettle-dev fonts-inter
    # Downloads, and the servers' certificates.
    libcurl4-openssl-dev ca-certificates
    # What the Swift toolchain itself needs to run and to link, and to fetch packages.
    g++ git pkg-config libxml2-dev libncurses-dev libsqlite3-dev
)
# What only the tests need: browsers that open the report, Node.js for its scripts alone, TypeScript's compiler for their
# types, letters that the typeface does not have, and what fetches axe-core.
debian_test_packages=(chromium chromium-driver firefox-esr nodejs node-typescript fonts-wqy-microhei python3-pip python3-venv
    webkit2gtk-driver xvfb)
# The rules of accessibility that the tests hold the report against: axe-core 4.12.1, as this Python package has it.
axe_package=axe-playwright-python==0.1.8
axe_sha256=fdd263c998388f1a8e67cad02677e612d946248bd44d163be5e8650ea31f95f8
brew_packages=(cairo pango giflib libpng jpeg-turbo webp onednn zlib libdeflate nettle pkg-config font-inter)

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "vae-viz: error: $1"
    exit "${2:-69}"
}

# Prints those of the given Debian packages that are not installed.
missing_debian_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
            printf '%s\n' "$package"
    done
}

# Installs those of the given packages that are missing.
install_debian_packages() {
    local missing as_root=()
    mapfile -t missing < <(missing_debian_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "vae-viz needs these system packages: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "no sudo here; as root, run: apt-get install ${missing[*]}"
        say "Installing them takes an administrator's rights; sudo may ask for your password."
        as_root=(sudo)
    fi
    {
        "${as_root[@]}" apt-get update &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
    } >&2 || fail "installing failed; check the network, then try: apt-get install ${missing[*]}"
}

install_brew_packages() {
    local package missing=()
    command -v brew >/dev/null || fail "Homebrew is needed on macOS: https://brew.sh"
    for package in "${brew_packages[@]}"; do
        brew list "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "vae-viz needs these Homebrew packages: ${missing[*]}"
    brew install "${missing[@]}" >&2 || fail "installing failed; try: brew install ${missing[*]}"
}

ensure_system() {
    if [ "$(uname -s)" = Darwin ]; then
        install_brew_packages
    elif command -v apt-get >/dev/null; then
        install_debian_packages "${debian_packages[@]}"
    else
        say "No apt-get here: cairo, Pango, giflib, libpng, libjpeg-turbo, libwebp, oneDNN, zlib, libdeflate and Nettle with their headers must be installed by other means."
    fi
    command -v swift >/dev/null || fail "no Swift compiler found; install Swift 6.1 or later: https://swift.org/install"
}

# Fetches axe-core into .build, where the tests look for it; nothing of the Python package is run.
ensure_axe() {
    local folder
    [ ! -e "$root/.build/axe-core/axe.min.js" ] || return 0
    command -v python3 >/dev/null || return 1
    folder=$(mktemp -d) || return 1
    printf '%s --hash=sha256:%s\n' "$axe_package" "$axe_sha256" >"$folder/requirements.txt"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
        --dest "$folder" --requirement "$folder/requirements.txt" >&2 &&
        python3 -m zipfile -e "$folder"/*.whl "$folder/unpacked" &&
        mkdir -p "$root/.build/axe-core" &&
        mv "$folder/unpacked/axe_playwright_python/axe.min.js" "$root/.build/axe-core/axe.min.js"
    local status=$?
    rm -rf "$folder"
    return "$status"
}

# The tests' packages, as far as they can be had: tests in a browser that is not there are skipped.
ensure_test_packages() {
    local package
    if command -v apt-get >/dev/null; then
        for package in "${debian_test_packages[@]}"; do
            # In a shell of its own, which a failure ends.
            (install_debian_packages "$package") || say "Going on without $package."
        done
    fi
    ensure_axe || say "Going on without axe-core."
}
