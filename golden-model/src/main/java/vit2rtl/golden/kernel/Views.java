package vit2rtl.golden.kernel;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.kernel.library.Room;

/** Tensors that somebody wants to see: memory for them before a pass, and the tensors shown behind it, in order. */
final class Views {
  private final TensorViewer viewer;
  private final List<View> open = new ArrayList<>();

  private record View(String name, Room room, int rows, int columns) {}

  Views(TensorViewer viewer) {
    this.viewer = viewer;
  }

  /** Where a pass is to write a tensor; 0 where nobody looks. */
  long of(String name, int rows, int columns) {
    if (viewer == TensorViewer.NONE) {
      return 0;
    }
    View view = new View(name, new Room((long) rows * columns * Integer.BYTES), rows, columns);
    open.add(view);
    return view.room.address();
  }

  /** Shows what was written. */
  void show() {
    for (View view : open) {
      int[] values = new int[view.rows * view.columns];
      view.room.bytes().asIntBuffer().get(values);
      viewer.accept(view.name, values, view.rows, view.columns);
    }
    open.clear();
  }

  /** Shows the stream. */
  void show(String name, StreamRows stream) {
    if (viewer != TensorViewer.NONE) {
      viewer.accept(name, stream.get(), stream.rows(), stream.columns());
    }
  }
}
