package vit2rtl.bench.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.Language;

/**
 * Files of Verilog or SystemVerilog as one text, with {@code `include} lines replaced by what they name, beside the file
 * that names it: a simulation model and a replay file hold a text, not places of files.
 *
 * @param text     all files, in their order
 * @param language SystemVerilog where a file's name ends in {@code .sv}
 */
record ForeignFiles(String text, Language language) {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^[ \\t]*`include[ \\t]+\"([^\"]+)\".*$");
  private static final Pattern MODULE = Pattern.compile("(?m)^[ \\t]*module[ \\t\\r\\n]+(?:automatic[ \\t]+)?(\\w+)");

  static ForeignFiles read(List<Path> files) {
    StringBuilder text = new StringBuilder();
    Inclusions inclusions = new Inclusions();
    Language language = Language.VERILOG;
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".v") && !name.endsWith(".sv")) {
        throw new InputException("--rtl " + file + "; allowed: files of Verilog (.v) or SystemVerilog (.sv)");
      }
      language = name.endsWith(".sv") ? Language.SYSTEMVERILOG : language;
      text.append(inclusions.whole(file)).append('\n');
    }
    return new ForeignFiles(text.toString(), language);
  }

  /** Puts files in the place of their {@code `include} lines; files that include others twice over end somewhere. */
  private static final class Inclusions {
    private static final int MOST_FILES = 10_000;

    private final Deque<Path> inside = new ArrayDeque<>();
    private int files;

    String whole(Path file) {
      Path real = file.toAbsolutePath().normalize();
      if (inside.contains(real)) {
        throw new InputException("--rtl " + file + " includes itself");
      }
      if (++files > MOST_FILES) {
        throw new InputException("--rtl " + file + " is included when " + MOST_FILES + " files were; allowed: so many");
      }
      inside.push(real);
      StringBuilder text = new StringBuilder();
      String own = text(file);
      Matcher include = INCLUDE.matcher(own);
      int from = 0;
      while (include.find()) {
        text.append(own, from, include.start()).append(whole(beside(real, include.group(1))));
        from = include.end();
      }
      inside.pop();
      return text.append(own.substring(from)).toString();
    }

    private static Path beside(Path file, String name) {
      try {
        return file.resolveSibling(name);
      } catch (InvalidPathException e) {
        throw new InputException("--rtl " + file + " includes '" + name + "', which cannot be the name of a file", e);
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InputException("--rtl " + file + " cannot be read as text: " + e.getClass().getSimpleName());
    }
  }

  /** The modules that the files define. */
  List<String> modules() {
    List<String> modules = new ArrayList<>();
    Matcher module = MODULE.matcher(text);
    while (module.find()) {
      modules.add(module.group(1));
    }
    return modules;
  }
}
