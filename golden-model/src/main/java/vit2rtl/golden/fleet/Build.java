package vit2rtl.golden.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Which build of the product this is: SHA-256 of all its classes and resources, wherever they lie on the class path. What
 * carries work to other machines ({@code vit2rtl.scale}) is left out, as no result depends on it.
 */
public final class Build {
  private static final String ROOT = "vit2rtl";
  private static final Predicate<String> COUNTS = name -> !name.startsWith(ROOT + "/scale/");

  private Build() {}

  /** In hexadecimal; read once. */
  public static String identity() {
    return Once.IDENTITY;
  }

  private static final class Once {
    private static final String IDENTITY = read();

    private static String read() {
      SortedMap<String, byte[]> files = new TreeMap<>();
      try {
        for (URL root : Collections.list(Build.class.getClassLoader().getResources(ROOT))) {
          if (root.openConnection() instanceof JarURLConnection jar) {
            jar(jar.getJarFile(), files);
          } else {
            folder(Path.of(root.toURI()), files);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
      Sha256 sum = new Sha256();
      files.forEach((name, bytes) -> sum.text(name).bytes(bytes));
      return sum.hex();
    }
  }

  private static void folder(Path root, SortedMap<String, byte[]> files) throws IOException {
    if (!Files.isDirectory(root)) {
      // The launcher, where the checkout itself is on the class path.
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        URI name = root.toUri().relativize(file.toUri());
        add(files, ROOT + "/" + name.getPath(), Files.readAllBytes(file));
      }
    }
  }

  private static void jar(JarFile jar, SortedMap<String, byte[]> files) throws IOException {
    for (JarEntry entry : Collections.list(jar.entries())) {
      if (entry.getName().startsWith(ROOT + "/") && !entry.isDirectory()) {
        add(files, entry.getName(), jar.getInputStream(entry).readAllBytes());
      }
    }
  }

  private static void add(SortedMap<String, byte[]> files, String name, byte[] bytes) {
    if (COUNTS.test(name)) {
      files.putIfAbsent(name, bytes);
    }
  }
}
