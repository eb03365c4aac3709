package vit2rtl.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a value change dump says: full names of its signals, and every value by time. */
record VcdFile(List<String> signals, List<Long> times, Map<String, TreeMap<Long, String>> values) {

  static VcdFile read(Path file) throws IOException {
    Map<String, List<String>> ids = new LinkedHashMap<>();
    List<Long> times = new ArrayList<>();
    Map<String, TreeMap<Long, String>> values = new LinkedHashMap<>();
    Deque<String> scope = new ArrayDeque<>();
    long time = 0;
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split("\\s+");
      switch (words[0]) {
        case "$scope" -> scope.addLast(words[2]);
        case "$upscope" -> scope.removeLast();
        case "$var" -> {
          String name = String.join(".", scope) + "." + words[4];
          ids.computeIfAbsent(words[3], id -> new ArrayList<>()).add(name);
          values.put(name, new TreeMap<>());
        }
        default -> {
          if (line.startsWith("#")) {
            time = Long.parseLong(line.substring(1).strip());
            times.add(time);
          } else if (line.matches("b[01xz]+ \\S+")) {
            change(ids, values, words[1], words[0].substring(1), time);
          } else if (line.matches("[01xz]\\S+")) {
            change(ids, values, line.substring(1), line.substring(0, 1), time);
          }
        }
      }
    }
    return new VcdFile(List.copyOf(values.keySet()), times, values);
  }

  private static void change(Map<String, List<String>> ids, Map<String, TreeMap<Long, String>> values, String id,
      String value, long time) {
    for (String name : ids.get(id)) {
      values.get(name).put(time, value);
    }
  }

  /** The value of a signal at a time, as a number. */
  int at(String signal, long time) {
    return Integer.parseInt(values.get(signal).floorEntry(time).getValue(), 2);
  }
}
