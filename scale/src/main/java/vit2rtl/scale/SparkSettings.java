package vit2rtl.scale;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/** What Spark is told where the user says nothing else. */
final class SparkSettings {
  private SparkSettings() {}

  static SparkConf of(String master, Map<String, String> given) {
    SparkConf conf = new SparkConf().setMaster(master).setAppName("vit2rtl").set("spark.ui.enabled", "false")
        // It asks for a package of the JDK that is not open, and hides what is wrong.
        .set("spark.serializer.extraDebugInfo", "false");
    if (isLoopback(master)) {
      conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
    }
    if (!isLocal(master)) {
      // Without it a worker on which everything fails, for lack of a tool, draws the same shard until the job is given up.
      conf.set("spark.excludeOnFailure.enabled", "true")
          .set("spark.executor.extraClassPath", classPath())
          .set("spark.executor.extraJavaOptions", javaOptions());
    }
    given.forEach(conf::set);
    return conf;
  }

  static boolean isLocal(String master) {
    return master.startsWith("local");
  }

  private static boolean isLoopback(String master) {
    return isLocal(master) || master.matches("spark://(127\\.\\d+\\.\\d+\\.\\d+|localhost):\\d+");
  }

  /** Executors run in folders of their own. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
  }

  /** Of this JVM's options those that results' speed and elaborations' depth depend on. */
  private static String javaOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("-Xss.*|--add-modules.*|-XX:CompileCommand.*|--enable-native-access.*"
            + "|--sun-misc-unsafe-memory-access.*|-Dfile\\.encoding.*|-Dvit2rtl\\.[^ ]*")).collect(Collectors.joining(" "));
  }
}
