package vit2rtl.scale;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real standalone cluster of this class path's jars on loopback: a master and workers, each a process. */
final class Cluster implements AutoCloseable {
  private static final long START_SECONDS = 600;

  private final String master;
  private final List<Process> processes;

  private Cluster(String master, List<Process> processes) {
    this.master = master;
    this.processes = processes;
  }

  static Cluster start(Path folder, int workers) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("jars"));
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String master = "spark://127.0.0.1:" + port;
    List<Process> processes = new ArrayList<>();
    Cluster cluster = new Cluster(master, processes);
    try {
      processes.add(java(folder, "master", "-Dspark.master.rest.enabled=false", "org.apache.spark.deploy.master.Master",
          "--host", "127.0.0.1", "--port", String.valueOf(port), "--webui-port", "0"));
      for (int i = 0; i < workers; i++) {
        processes.add(java(folder, "worker" + i, "-Dspark.worker.cleanup.enabled=true",
            "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1500M",
            "--webui-port", "0", "--work-dir", folder.resolve("work" + i).toString(), master));
      }
      await(folder, "Registering worker", "master", workers, processes);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static Process java(Path folder, String name, String option, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
        option, "-Dvit2rtl.log=INFO", "-cp", System.getProperty("java.class.path")));
    all.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().putAll(Map.of("SPARK_HOME", folder.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP",
        "127.0.0.1"));
    return builder.start();
  }

  /** Waits until a log says something so many times. */
  private static void await(Path folder, String what, String log, int times, List<Process> processes)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (count(folder.resolve(log + ".log"), what) < times) {
      if (System.nanoTime() > end || processes.stream().anyMatch(process -> !process.isAlive())) {
        StringBuilder logs = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
            logs.append(file.getFileName()).append(":\n").append(Files.readString(file));
          }
        }
        throw new IllegalStateException("the cluster did not start:\n" + logs);
      }
      Thread.sleep(100);
    }
  }

  private static long count(Path log, String what) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(what)).count();
    }
  }

  String master() {
    return master;
  }

  /** As a machine that is gone: the worker's process and what it started. */
  void killWorker() {
    kill(processes.get(processes.size() - 1));
  }

  private static void kill(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() throws InterruptedException {
    for (int i = processes.size() - 1; i >= 0; i--) {
      kill(processes.get(i));
      processes.get(i).waitFor(10, TimeUnit.SECONDS);
    }
  }
}
