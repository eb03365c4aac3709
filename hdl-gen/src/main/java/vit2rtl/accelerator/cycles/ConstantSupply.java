package vit2rtl.accelerator.cycles;

/**
 * Where an accelerator's beats of constants come from, cycle by cycle: in a cycle it is asked whether it {@link #has} a
 * beat, which may be taken, and at the cycle's end it {@link #step}s.
 */
public interface ConstantSupply {
  /** A stream that never stalls. */
  ConstantSupply ALWAYS = new ConstantSupply() {
    @Override
    public boolean has() {
      return true;
    }

    @Override
    public void take() {
      // There is always another.
    }

    @Override
    public void step() {
      // It does not change.
    }
  };

  /** Whether a beat is there. */
  boolean has();

  /** It is taken. */
  void take();

  /** The cycle ends. */
  void step();
}
