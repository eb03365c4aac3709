package vit2rtl.sim.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vit2rtl.sim.Designs;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;

class BridgeTest {

  /** What another class loader runs, too. */
  public static final class Counting {
    private Counting() {}

    public static long count() {
      try (Simulation sim = Simulator.open(Designs.ending("$finish;"))) {
        sim.step(3);
        return sim.peek("count");
      }
    }
  }

  /** A JVM gives a library to one class loader; the next one calls models by another way. */
  @Test
  void twoClassLoadersOfOneJvm() throws Exception {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assertEquals(3, Counting.count());
    List<URL> classPath = new ArrayList<>();
    String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : all.split(File.pathSeparator)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader other =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> counting = other.loadClass(Counting.class.getName());
      assertNotSame(Counting.class, counting);
      Method count = counting.getMethod("count");
      assertEquals(3L, count.invoke(null));
    }
  }
}
