package vit2rtl.golden.onnx.run;

import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * ONNX Runtime by its Java interface, called by name, for its 54 MB are on nobody's class path: they are fetched by who asks
 * for them and loaded apart. Its CPU provider is what runs.
 */
public final class OnnxRuntime {
  private static final String PACKAGE = "ai.onnxruntime.";
  /** Version 1.29 needs more than 1 MiB of stack to open a network and ends the whole JVM where it has less. */
  private static final long STACK_BYTES = 32L << 20;

  private final ClassLoader classes;

  private OnnxRuntime(ClassLoader classes) {
    this.classes = classes;
  }

  /** From a jar of Maven's {@code com.microsoft.onnxruntime:onnxruntime}. */
  public static OnnxRuntime load(Path jar) {
    try {
      return new OnnxRuntime(new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader()))
          .present(jar.toString());
    } catch (MalformedURLException e) {
      throw new OnnxRuntimeException("ONNX Runtime's jar " + jar + " has no readable address: " + e.getMessage(), e);
    }
  }

  private OnnxRuntime present(String where) {
    try {
      classes.loadClass(PACKAGE + "OrtEnvironment");
      return this;
    } catch (ClassNotFoundException e) {
      throw new OnnxRuntimeException(where + " is not ONNX Runtime's jar: it has no class " + e.getMessage(), e);
    }
  }

  public String version() {
    return (String) call(environment(), "getVersion");
  }

  /** Opens a network, the bytes of an ONNX file. */
  public OnnxSession open(byte[] network) {
    return onDeepStack(() -> {
      Object options = type("OrtSession$SessionOptions").getConstructor().newInstance();
      // One thread for each image: several of them wait for each other by spinning.
      method(options.getClass(), "setIntraOpNumThreads", int.class).invoke(options, 1);
      Object environment = environment();
      return new OnnxSession(this, environment, method(type("OrtEnvironment"), "createSession", byte[].class,
          type("OrtSession$SessionOptions")).invoke(environment, network, options));
    });
  }

  private static <T> T onDeepStack(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(null, task, "onnx", STACK_BYTES);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OnnxRuntimeException("interrupted while ONNX Runtime opened a network", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private Object environment() {
    try {
      return type("OrtEnvironment").getMethod("getEnvironment").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  Class<?> type(String name) {
    try {
      return classes.loadClass(PACKAGE + name);
    } catch (ClassNotFoundException e) {
      throw failure(e);
    }
  }

  static Method method(Class<?> owner, String name, Class<?>... parameters) throws NoSuchMethodException {
    return owner.getMethod(name, parameters);
  }

  static Object call(Object target, String name) {
    try {
      return target.getClass().getMethod(name).invoke(target);
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  /** What ONNX Runtime says, without the layers of reflection around it. */
  static OnnxRuntimeException failure(Throwable e) {
    Throwable cause = e;
    while (cause instanceof ReflectiveOperationException && cause.getCause() != null
        || cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof OnnxRuntimeException own ? own
        : new OnnxRuntimeException("ONNX Runtime failed: " + cause, cause);
  }
}
