package vit2rtl.golden.kernel.library;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The kernel as a shared library, compiled for this processor on first use and kept in the cache that simulation models are
 * kept in, under the content of everything that decides what comes out: its text, the flags, and what the compiler says of
 * itself and of its target. An entry is a folder with the library and its checksum, which appears whole; two processes that
 * build at once both do, and the second takes the first one's.
 */
final class KernelBuild {
  private static final List<String> COMPILERS = List.of("g++", "c++", "clang++");
  private static final List<String> SOURCES = List.of("kernel.cpp", "vectors.h", "product.h", "norm.h", "attention.h",
      "floats.h");
  /** The system property that names another target than this processor, as GCC knows it, for tests of the other forms. */
  private static final String TARGET = "-march=" + System.getProperty("vit2rtl.kernel.target", "native");
  private static final List<String> FLAGS = List.of("-std=c++17", "-O3", TARGET, "-w", "-ffp-contract=off", "-fno-exceptions",
      "-fno-rtti", "-fvisibility=hidden", "-shared", "-fPIC");
  private static final String LIBRARY = "kernel.so";
  private static final String CHECKSUM = "crc32";
  private static final long MOST_SECONDS = 300;

  private KernelBuild() {}

  /** There is no kernel, for the reason that its message gives. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    Failure(String message) {
      super(message);
    }
  }

  static Path library() throws Failure {
    String compiler = COMPILERS.stream().filter(KernelBuild::isInstalled).findFirst()
        .orElseThrow(() -> new Failure("no C++ compiler is on the PATH (" + String.join(", ", COMPILERS) + ")"));
    Path root = cache();
    try {
      Files.createDirectories(root);
      String target = CompilerRun.output(root, List.of(compiler, TARGET, "-dM", "-E", "-x", "c++", "/dev/null"), MOST_SECONDS);
      Path entry = root.resolve(key(compiler, target));
      if (!isWhole(entry)) {
        build(root, entry, compiler);
      }
      entry.toFile().setLastModified(System.currentTimeMillis());
      return entry.resolve(LIBRARY);
    } catch (IOException e) {
      throw new Failure("it cannot be kept in the cache " + root + ": " + e);
    }
  }

  private static boolean isInstalled(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Where {@code vit2rtl cache} looks. */
  private static Path cache() {
    String chosen = System.getProperty("vit2rtl.cache", System.getenv("VIT2RTL_CACHE"));
    if (chosen != null && !chosen.isEmpty()) {
      return Path.of(chosen);
    }
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).filter(path -> !path.isEmpty()).map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache")).resolve("vit2rtl");
  }

  private static String key(String compiler, String target) throws IOException {
    List<String> parts = new ArrayList<>(List.of("kernel", compiler, target));
    parts.addAll(FLAGS);
    for (String source : SOURCES) {
      parts.add(text(source));
    }
    return sha256(String.join("\0", parts).getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  private static void build(Path root, Path entry, String compiler) throws IOException, Failure {
    Path work = Files.createTempDirectory(root, "building-");
    try {
      for (String source : SOURCES) {
        Files.writeString(work.resolve(source), text(source));
      }
      List<String> command = new ArrayList<>(List.of(compiler));
      command.addAll(FLAGS);
      command.addAll(List.of("kernel.cpp", "-o", LIBRARY));
      CompilerRun.output(work, command, MOST_SECONDS);
      Path finished = Files.createDirectory(work.resolve("finished"));
      Files.move(work.resolve(LIBRARY), finished.resolve(LIBRARY));
      Files.writeString(finished.resolve(CHECKSUM), checksum(finished.resolve(LIBRARY)));
      if (Files.exists(entry) && !isWhole(entry)) {
        delete(entry);
      }
      try {
        Files.move(finished, entry, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!isWhole(entry)) {
          throw e;
        }
      }
    } finally {
      delete(work);
    }
  }

  private static boolean isWhole(Path entry) throws IOException {
    Path sum = entry.resolve(CHECKSUM);
    Path library = entry.resolve(LIBRARY);
    return Files.exists(sum) && Files.exists(library)
        && Files.readString(sum).equals(checksum(library));
  }

  private static String checksum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (var all = Files.walk(folder)) {
      files = all.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream stream = KernelBuild.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
