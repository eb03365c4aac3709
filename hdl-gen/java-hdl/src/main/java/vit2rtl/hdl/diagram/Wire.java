package vit2rtl.hdl.diagram;

/**
 * A net between two neighbouring columns.
 *
 * @param from       item in the left column
 * @param fromPin    its pin, −1 where the net passes
 * @param to         item in the right column
 * @param toPin      its pin, −1 where the net passes
 * @param toSlot     line of that pin
 * @param registered whether a register lies on every way to that pin
 */
record Wire(int net, Item from, int fromPin, Item to, int toPin, int toSlot, boolean registered) {

  int fromY() {
    return from.rightY(Math.max(0, fromPin));
  }

  int toY() {
    return to.leftY(Math.max(0, toPin), toSlot);
  }
}
