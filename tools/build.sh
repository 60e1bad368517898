# Sourced by ./run and ./test: finds what is missing on this system, installs it where it knows how, and builds in build/.

build_packages="gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev libglib2.0-dev-bin libgtk-4-dev libadwaita-1-dev
libjson-glib-dev libgdk-pixbuf-2.0-dev libopenblas-pthread-dev libvulkan-dev libvulkan-volk-dev glslc librsvg2-common adwaita-icon-theme fonts-cantarell shared-mime-info"
test_packages="xvfb xauth xdotool openbox dbus dbus-daemon at-spi2-core python3 python3-gi desktop-file-utils appstream
libvulkan1 mesa-vulkan-drivers vulkan-validationlayers spirv-tools"

fedora_packages="gcc meson ninja-build pkgconf-pkg-config gettext glib2-devel gtk4-devel libadwaita-devel json-glib-devel
gdk-pixbuf2-devel openblas-devel vulkan-headers vulkan-volk-devel glslc librsvg2 adwaita-icon-theme abattis-cantarell-fonts"
arch_packages="gcc meson ninja pkgconf gettext glib2-devel gtk4 libadwaita json-glib gdk-pixbuf2 openblas vulkan-headers volk shaderc librsvg
adwaita-icon-theme cantarell-fonts"
suse_packages="gcc meson ninja pkgconf gettext-tools glib2-devel gtk4-devel libadwaita-devel libjson-glib-devel gdk-pixbuf-devel
openblas-devel vulkan-headers shaderc librsvg adwaita-icon-theme cantarell-fonts"

say () { printf '%s\n' "$*" >&2; }

# Runs a command as root: directly, or through sudo.
as_root () {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else return 1
  fi
}

missing_debian_packages () {
  for package in "$@"; do
    case "$(dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null)" in
      *"ok installed"*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

# One question for all packages is quick; only where it finds one missing is each asked for.
all_installed () {
  [ "$(dpkg-query -W -f '${db:Status-Status}\n' "$@" 2>/dev/null | grep -cx installed)" -ge "$#" ]
}

install_packages () {
  if command -v apt-get >/dev/null 2>&1; then
    all_installed "$@" && return 0
    missing=$(missing_debian_packages "$@")
    [ -n "$missing" ] || return 0
    say "Installing: $missing"
    # shellcheck disable=SC2086 # the names are words
    as_root env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null' apt $missing && return 0
    say "Could not install them. As root, run: apt-get update && apt-get install $missing"
    return 1
  fi
  command -v meson >/dev/null 2>&1 && pkg-config --exists libadwaita-1 json-glib-1.0 gdk-pixbuf-2.0 2>/dev/null && return 0
  if command -v dnf >/dev/null 2>&1; then say "Vitrine needs: sudo dnf install" $fedora_packages
  elif command -v pacman >/dev/null 2>&1; then say "Vitrine needs: sudo pacman -S" $arch_packages
  elif command -v zypper >/dev/null 2>&1; then say "Vitrine needs: sudo zypper install" $suse_packages
  else say "Vitrine needs a C compiler, meson, ninja, gettext, and the development files of GTK 4.8, libadwaita 1.2, json-glib, gdk-pixbuf and OpenBLAS."
  fi
  return 1
}

build () {
  [ -f build/build.ninja ] || meson setup build >build-setup.log 2>&1 || { cat build-setup.log >&2; return 1; }
  rm -f build-setup.log
  if [ -t 2 ]; then ninja -C build >&2; else ninja --quiet -C build >&2; fi
}
