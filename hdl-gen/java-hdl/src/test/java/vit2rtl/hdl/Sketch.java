package vit2rtl.hdl;

import java.util.function.Consumer;
import java.util.function.Supplier;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/** A component whose body is a lambda, which declares what it needs through this class. */
public class Sketch extends Component {
  private final Consumer<Sketch> body;
  public final UInt a = in(UInt.bits(4));
  public final Bool go = in(Bool.bool());
  public final UInt y = out(UInt.bits(4));

  public Sketch(Consumer<Sketch> body) {
    this.body = body;
  }

  @Override
  protected void build() {
    body.accept(this);
  }

  public UInt local(String name) {
    return local(name, UInt.bits(4));
  }

  public <T extends Signal> T local(String name, Type<T> type) {
    return wire(name, type);
  }

  public UInt alias(String name) {
    return name(name, a);
  }

  public UInt register(String name) {
    return register(name, UInt.bits(4));
  }

  public <T extends Signal> T register(String name, Type<T> type) {
    return reg(name, type);
  }

  public UInt register(String name, long reset) {
    return reg(name, UInt.bits(4), reset);
  }

  public <T extends Signal> T later(String name, T value) {
    return next(name, value);
  }

  public <T extends Signal> T later(String name, T value, long reset) {
    return next(name, value, reset);
  }

  public <T extends Signal> T later(Bool enable, String name, T value, long reset) {
    return next(enable, name, value, reset);
  }

  public Pipeline pipe(Stages stages) {
    return pipeline(stages);
  }

  public Mem<UInt> memory(String name, int depth) {
    return mem(name, UInt.bits(4), depth);
  }

  public Mem<UInt> contents(String name, long... words) {
    return mem(name, UInt.bits(4), words);
  }

  public void given(Runnable body) {
    when(go, body);
  }

  public void choose(Consumer<Switch> cases) {
    switchOn(a, cases);
  }

  public Pass child(String name) {
    return child(name, Pass::new);
  }

  public <C extends Component> C child(String name, Supplier<C> make) {
    return instance(name, make);
  }

  /** A port that is declared late. */
  public void port() {
    in("late", UInt.bits(2));
  }

  /** One property of each kind. */
  public void stateAll() {
    check(a.lt(3), "small");
    assume(a.lt(3), "small");
    cover("few", a.lt(3));
  }

  /** A child with a signal inside. */
  public static final class Pass extends Component {
    public final UInt a = in(UInt.bits(4));
    public final UInt y = out(UInt.bits(4));
    UInt core;

    @Override
    protected void build() {
      core = name("core", a.xor(UInt.lit(3)));
      y.set(core);
    }
  }
}
