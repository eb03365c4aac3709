package vit2rtl.golden.kernel.real;

import java.lang.ref.Reference;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;

/** One block in one call of the kernel, which leaves all of its tensors. */
final class NativeFloatBlock {
  private final FloatParts parts;
  private final Struct struct;

  /** @param gelu coefficients as the kernel takes them, eight for each node */
  NativeFloatBlock(FloatParts parts, Room gelu) {
    this.parts = parts;
    Struct all = new Struct().number(parts.tokens()).number(parts.width()).number(parts.heads())
        .number(parts.fc1().outputs()).number(1 / Math.sqrt(parts.width() / parts.heads()));
    norm(all, parts.norm1());
    norm(all, parts.norm2());
    layer(all, parts.qkv());
    layer(all, parts.proj());
    layer(all, parts.fc1());
    layer(all, parts.fc2());
    this.struct = all.pointer(gelu);
  }

  private static void norm(Struct all, FloatParts.Norm norm) {
    all.pointer(Room.of(norm.gamma())).pointer(Room.of(norm.beta())).number(norm.epsilon());
  }

  private static void layer(Struct all, FloatParts.Layer layer) {
    Room panels = new Room(Natives.vit_panel_numbers(layer.inputs(), layer.outputs()) * Float.BYTES);
    Room plain = Room.of(layer.transposed());
    Natives.vit_panels(plain.address(), layer.inputs(), layer.outputs(), panels.address());
    Reference.reachabilityFence(plain);
    all.pointer(panels).pointer(Room.of(layer.bias()));
  }

  FloatTensors tensors() {
    return new FloatTensors(parts);
  }

  void apply(FloatTensors tensors, FloatViewer viewer) {
    Natives.vit_float_block(struct.address(), tensors.address());
    if (viewer != FloatViewer.NONE) {
      tensors.show(parts.name(), viewer);
    }
  }
}
