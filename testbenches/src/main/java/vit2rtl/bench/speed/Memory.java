package vit2rtl.bench.speed;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds in memory. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIB = 1 << 10;

  private Memory() {}

  /** MiB of Java's objects in use and of its buffers outside the heap. */
  static double ofJava() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    return (heap + direct) / KIB / KIB;
  }

  /** MiB of the whole process in memory; 0 where the system does not say. */
  static double resident() {
    System.gc();
    try {
      return Files.isReadable(STATUS) ? Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB).findFirst().orElse(0) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
