# What each task needs, and how one sees that it is there. Sourced by ../vit2rtl.

# The major version of a JDK's folder, or 0; read from its release file, for a JVM takes longer to start.
jdk_major() {
  local version
  version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\?\([0-9]*\).*/\2/p' "$1/release" 2>/dev/null | head -n 1)
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\(1\.\)\?\([0-9]*\).*/\2/p' | head -n 1)
  fi
  echo "${version:-0}"
}

# Sets java, javaMajor and JAVA_HOME: the JDK of JAVA_HOME, of the PATH, or the oldest usable one among the installed.
find_java() {
  local folder onPath=
  ! command -v javac >/dev/null || onPath=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  for folder in "${JAVA_HOME:-}" "$onPath" $(ls -d /usr/lib/jvm/*/ 2>/dev/null | sort -V); do
    folder=${folder%/}
    if [ -n "$folder" ] && [ -x "$folder/bin/javac" ] && [ -x "$folder/bin/java" ]; then
      javaMajor=$(jdk_major "$folder")
      if [ "$javaMajor" -ge 17 ]; then
        export JAVA_HOME="$folder"
        java="$folder/bin/java"
        return 0
      fi
    fi
  done
  return 1
}

need_jdk() { need "a JDK (javac), version 17 or newer" JDK; }

need_build_tools() {
  find_java || need_jdk
  command -v mvn >/dev/null || need "mvn (Maven)" maven 3.6.3
}

need_simulator() {
  command -v verilator >/dev/null || need "verilator" verilator 5.006
  command -v g++ >/dev/null || need "g++, for C++17" g++
  command -v make >/dev/null || need "make" make
  [ -e /usr/include/zlib.h ] || need "zlib.h (zlib's header)" zlib1g-dev
}

need_prover() {
  command -v yosys >/dev/null && command -v yosys-abc >/dev/null || need "yosys and yosys-abc" yosys
}

# Headless JDKs leave out what draws text; a JDK that brings its own libraries needs the fonts only.
need_charts() {
  local fonts="$JAVA_HOME/lib/libfontmanager.so" absent
  absent=$(LC_ALL=C ldd "$fonts" 2>/dev/null | sed -n 's/^\s*\(\S*\) => not found$/\1/p')
  ! grep -q '^libharfbuzz' <<<"$absent" || need_if_there "libharfbuzz.so.0" libharfbuzz0b
  ! grep -q '^libfreetype' <<<"$absent" || need_if_there "libfreetype.so.6" libfreetype6
  PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep -q 'libfontconfig\.so\.1' ||
    need_if_there "libfontconfig.so.1" libfontconfig1
  [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name '*.[to]tf' -print -quit 2>/dev/null)" ] ||
    need_if_there "a TrueType font" fonts-dejavu-core
}

# A test whose tool is nowhere is skipped by name.
need_test_tools() {
  command -v yosys >/dev/null || need_if_there "yosys" yosys
  command -v nextpnr-ice40 >/dev/null || need_if_there "nextpnr-ice40" nextpnr-ice40
  command -v icepack >/dev/null || need_if_there "icepack (Project IceStorm)" fpga-icestorm
  command -v iverilog >/dev/null || need_if_there "iverilog (Icarus Verilog)" iverilog
  command -v ghdl >/dev/null || need_if_there "ghdl (GHDL)" ghdl-mcode
  command -v tclsh >/dev/null || need_if_there "tclsh (Tcl)" tcl
  command -v clang >/dev/null || need_if_there "clang, the second compiler of the C driver" clang
  command -v python3 >/dev/null || need_if_there "python3" python3-minimal
  command -v sta >/dev/null || need_if_there "sta (OpenSTA)" opensta
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
    need_if_there "chromium (a browser)" chromium
}

# Sets onnxJar to ONNX Runtime's jar: the user's own, or one fetched on first use, on no other command's class path.
fetch_onnxruntime() {
  local version log="$state/onnxruntime.log" part="$state/onnxruntime.part"
  onnxJar=${VIT2RTL_ONNXRUNTIME:-}
  [ -z "$onnxJar" ] || return 0
  version=$(sed -n 's:.*<onnxruntime.version>\(.*\)</onnxruntime.version>.*:\1:p' "$root/pom.xml")
  onnxJar="$state/onnxruntime/onnxruntime-$version.jar"
  [ ! -r "$onnxJar" ] || return 0
  require_writable "ONNX Runtime is kept in this checkout"
  command -v mvn >/dev/null || need "mvn (Maven), to fetch ONNX Runtime" maven 3.6.3
  provide
  say "fetching ONNX Runtime $version (once)"
  rm -rf "$part"
  if ! (cd "$root" && run_maven -q -N dependency:copy -DoutputDirectory="$part" \
      -Dartifact="com.microsoft.onnxruntime:onnxruntime:$version") >"$log" 2>&1; then
    say "ONNX Runtime (com.microsoft.onnxruntime:onnxruntime:$version) cannot be fetched from Maven's repository; the log is" \
      "$log; where you have the jar, name it by VIT2RTL_ONNXRUNTIME"
    onnxJar=
    [ "${1:-}" = optional ] || exit 3
    return 0
  fi
  mkdir -p "$state/onnxruntime"
  mv "$part"/* "$state/onnxruntime/"
  rmdir "$part"
}

scale_is_built() {
  [ -f "$state/scale/classpath" ] && [ -z "$(find "$root/scale/pom.xml" "$root/scale/src/main" "$state/classpath" \
    -newer "$state/scale/classpath" -print -quit)" ]
}

# Builds module scale with Apache Spark on the first use of --master, into a class path of its own beside the usual one.
build_scale() {
  local version log="$state/scale/build.log" started
  ! scale_is_built || return 0
  require_writable "Apache Spark is kept in this checkout"
  command -v mvn >/dev/null || need "mvn (Maven), to fetch Apache Spark" maven 3.6.3
  provide
  mkdir -p "$state/scale"
  # Under the build's lock: of two first uses at a time one builds, the other waits and finds it done.
  exec 9>"$state/lock"
  flock 9
  if scale_is_built; then
    exec 9>&-
    return 0
  fi
  version=$(sed -n 's:.*<spark.version>\(.*\)</spark.version>.*:\1:p' "$root/pom.xml")
  say "building with Apache Spark $version (once; Maven fetches 120 MB)"
  started=$(mktemp "$state/scale/started.XXXXXX")
  if ! (cd "$root" && run_maven -q -Pscale -pl scale -am compile dependency:build-classpath \
      -Dmdep.outputFile="$state/scale/dependencies" -DincludeScope=runtime) >"$log" 2>&1; then
    tail -n 25 "$log" >&2
    rm -f "$started"
    say "module scale cannot be built, or Apache Spark $version not be fetched from Maven's repository; the whole log is in $log"
    exit 3
  fi
  assemble_class_path "$state/scale/dependencies" "$state/scale/lib" "$started" "$state/scale/classpath" \
    scale cli fpga-projects testbenches sim hdl-gen hdl-gen/java-hdl golden-model
  rm -f "$started"
  exec 9>&-
}
