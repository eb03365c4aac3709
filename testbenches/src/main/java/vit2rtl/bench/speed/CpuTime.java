package vit2rtl.bench.speed;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time, of the calling thread or the process: what other programs on the machine disturb least. */
final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** Nanoseconds that all threads of this process together have used. */
  static long ofProcess() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Nanoseconds. */
  static long now() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
