package vit2rtl.hdl;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** A component whose body is a lambda, which declares what it needs through this class. */
class Sketch extends Component {
  private final Consumer<Sketch> body;
  final UInt a = in(UInt.bits(4));
  final Bool go = in(Bool.bool());
  final UInt y = out(UInt.bits(4));

  Sketch(Consumer<Sketch> body) {
    this.body = body;
  }

  @Override
  protected void build() {
    body.accept(this);
  }

  UInt local(String name) {
    return local(name, UInt.bits(4));
  }

  <T extends Signal> T local(String name, Type<T> type) {
    return wire(name, type);
  }

  UInt alias(String name) {
    return name(name, a);
  }

  UInt register(String name) {
    return register(name, UInt.bits(4));
  }

  <T extends Signal> T register(String name, Type<T> type) {
    return reg(name, type);
  }

  UInt register(String name, long reset) {
    return reg(name, UInt.bits(4), reset);
  }

  <T extends Signal> T later(String name, T value) {
    return next(name, value);
  }

  <T extends Signal> T later(String name, T value, long reset) {
    return next(name, value, reset);
  }

  <T extends Signal> T later(Bool enable, String name, T value, long reset) {
    return next(enable, name, value, reset);
  }

  Pipeline pipe(Stages stages) {
    return pipeline(stages);
  }

  Mem<UInt> memory(String name, int depth) {
    return mem(name, UInt.bits(4), depth);
  }

  Mem<UInt> contents(String name, long... words) {
    return mem(name, UInt.bits(4), words);
  }

  void given(Runnable body) {
    when(go, body);
  }

  void choose(Consumer<Switch> cases) {
    switchOn(a, cases);
  }

  Pass child(String name) {
    return child(name, Pass::new);
  }

  <C extends Component> C child(String name, Supplier<C> make) {
    return instance(name, make);
  }

  /** A port that is declared late. */
  void port() {
    in("late", UInt.bits(2));
  }

  /** One property of each kind. */
  void stateAll() {
    check(a.lt(3), "small");
    assume(a.lt(3), "small");
    cover("few", a.lt(3));
  }

  /** A child with a signal inside. */
  static final class Pass extends Component {
    final UInt a = in(UInt.bits(4));
    final UInt y = out(UInt.bits(4));
    UInt core;

    @Override
    protected void build() {
      core = name("core", a.xor(UInt.lit(3)));
      y.set(core);
    }
  }
}
