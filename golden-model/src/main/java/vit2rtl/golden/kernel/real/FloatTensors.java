package vit2rtl.golden.kernel.real;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;

/** Memory for all tensors of a block; blocks of the same sizes use it one after another. */
final class FloatTensors {
  private static final String STREAM = "out";

  private final Struct struct = new Struct();
  private final List<Shown> shown = new ArrayList<>();
  private final Shown stream;

  private record Shown(String name, Room room, int rows, int columns) {
    void show(String block, FloatViewer viewer) {
      float[] values = new float[rows * columns];
      room.bytes().asFloatBuffer().get(values);
      viewer.accept(block + name, values, rows, columns);
    }
  }

  FloatTensors(FloatParts parts) {
    int tokens = parts.tokens();
    int width = parts.width();
    int head = width / parts.heads();
    stream = add(STREAM, tokens, width);
    show("norm1", tokens, width);
    show("attn.qkv", tokens, 3 * width);
    show("attn.scores", parts.heads() * tokens, tokens);
    show("attn.softmax", parts.heads() * tokens, tokens);
    show("attn.context", tokens, width);
    show("attn.proj", tokens, width);
    show("attn.out", tokens, width);
    show("norm2", tokens, width);
    show("mlp.fc1", tokens, parts.fc1().outputs());
    show("mlp.gelu", tokens, parts.fc1().outputs());
    show("mlp.fc2", tokens, width);
    shown.add(stream);
    struct.pointer(new Room(Float.BYTES * Math.max(Natives.vit_panel_numbers(head, tokens),
        Natives.vit_panel_numbers(tokens, head)))).pointer(new Room((long) Double.BYTES * Room.padded(tokens)));
  }

  private void show(String name, int rows, int columns) {
    shown.add(add(name, rows, columns));
  }

  private Shown add(String name, int rows, int columns) {
    Room room = new Room((long) Float.BYTES * Room.padded(rows * columns));
    struct.pointer(room);
    return new Shown(name, room, rows, columns);
  }

  long address() {
    return struct.address();
  }

  void put(float[] values) {
    stream.room().bytes().asFloatBuffer().put(values);
  }

  void get(float[] values) {
    stream.room().bytes().asFloatBuffer().get(values);
  }

  /** Shows all of them, the stream last. */
  void show(String block, FloatViewer viewer) {
    shown.forEach(tensor -> tensor.show(block, viewer));
  }
}
