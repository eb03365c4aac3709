package vit2rtl.golden.onnx.run;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Map;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntTap;
import vit2rtl.golden.onnx.OnnxExport;

/** A network open in ONNX Runtime. Any number of threads may run it, but none when it is closed: that ends the process. */
public final class OnnxSession implements AutoCloseable {
  private final OnnxRuntime runtime;
  private final Object environment;
  private final Object session;

  OnnxSession(OnnxRuntime runtime, Object environment, Object session) {
    this.runtime = runtime;
    this.environment = environment;
    this.session = session;
  }

  /** Runs one image, or several of one size side by side, and shows every output in the order the file has them. */
  public void run(IntTap outputs, Image... images) {
    Image first = images[0];
    ByteBuffer pixels = ByteBuffer.allocateDirect(images.length * first.pixels().length);
    for (Image image : images) {
      pixels.put(image.pixels());
    }
    long[] shape = {images.length, first.channels(), first.height(), first.width()};
    try (AutoCloseable input = input(pixels.rewind(), shape);
        AutoCloseable results = (AutoCloseable) OnnxRuntime.method(session.getClass(), "run", Map.class)
            .invoke(session, Map.of(OnnxExport.INPUT, input))) {
      for (Object result : (Iterable<?>) results) {
        Map.Entry<?, ?> entry = (Map.Entry<?, ?>) result;
        show((String) entry.getKey(), entry.getValue(), outputs);
      }
    } catch (Exception e) {
      throw OnnxRuntime.failure(e);
    }
  }

  /** Runs one image and gives the first output, a row of floats. */
  public float[] reals(Image image) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(image.pixels().length).put(image.pixels()).rewind();
    try (AutoCloseable input = input(pixels, new long[] {1, image.channels(), image.height(), image.width()});
        AutoCloseable results = (AutoCloseable) OnnxRuntime.method(session.getClass(), "run", Map.class)
            .invoke(session, Map.of(OnnxExport.INPUT, input))) {
      FloatBuffer row = (FloatBuffer) OnnxRuntime.call(
          ((Map.Entry<?, ?>) ((Iterable<?>) results).iterator().next()).getValue(), "getFloatBuffer");
      float[] values = new float[row.remaining()];
      row.get(values);
      return values;
    } catch (Exception e) {
      throw OnnxRuntime.failure(e);
    }
  }

  private AutoCloseable input(ByteBuffer pixels, long[] shape) throws ReflectiveOperationException {
    Class<?> javaType = runtime.type("OnnxJavaType");
    return (AutoCloseable) OnnxRuntime.method(runtime.type("OnnxTensor"), "createTensor", runtime.type("OrtEnvironment"),
        ByteBuffer.class, long[].class, javaType).invoke(null, environment, pixels, shape,
            javaType.getField("UINT8").get(null));
  }

  private static void show(String name, Object tensor, IntTap outputs) throws ReflectiveOperationException {
    Object info = OnnxRuntime.call(tensor, "getInfo");
    String type = info.getClass().getField("type").get(info).toString();
    long[] shape = (long[]) OnnxRuntime.call(info, "getShape");
    int[] values = switch (type) {
      case "UINT8", "INT8" -> bytes((ByteBuffer) OnnxRuntime.call(tensor, "getByteBuffer"), type.equals("INT8") ? -1 : 0xFF);
      case "INT32" -> numbers((IntBuffer) OnnxRuntime.call(tensor, "getIntBuffer"));
      default -> throw new OnnxRuntimeException("output '" + name + "' has elements of type " + type
          + "; needed: uint8, int8 or int32", null);
    };
    int columns = (int) shape[shape.length - 1];
    outputs.accept(name, values, values.length / columns, columns);
  }

  /** @param mask 0xFF for unsigned bytes, −1 for signed ones */
  private static int[] bytes(ByteBuffer buffer, int mask) {
    int[] values = new int[buffer.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.get(i) & mask;
    }
    return values;
  }

  private static int[] numbers(IntBuffer buffer) {
    int[] values = new int[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public void close() {
    OnnxRuntime.call(session, "close");
  }
}
