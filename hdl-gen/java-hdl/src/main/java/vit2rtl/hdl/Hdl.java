package vit2rtl.hdl;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.domain.Properties;
import vit2rtl.hdl.emit.EnumNames;
import vit2rtl.hdl.emit.HdlOptions;
import vit2rtl.hdl.emit.ModuleNames;
import vit2rtl.hdl.emit.SpinalErrors;
import vit2rtl.hdl.emit.SpinalRun;
import vit2rtl.hdl.error.HierarchyPath;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.module.Covers;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * Turns a component into text. The supplier may be called several times (once for the shipped text, once for the text
 * with assertions, once more when an error is being located), so it must be pure. Safe to call from several threads;
 * the same design gives the same text.
 *
 * <p>The elaboration has a thread of its own. A static initialiser must therefore not elaborate a design that uses its
 * class, which a lambda in that class does already: both threads would wait until the limit in {@link HdlOptions}. Keep
 * the design behind a method.
 */
public final class Hdl {
  private Hdl() {}

  /**
   * {@return the design in Verilog-2001}
   *
   * @param top makes the top; called on the elaborator's thread
   */
  public static RtlDesign elaborate(Supplier<? extends Component> top) {
    return elaborate(top, Language.VERILOG);
  }

  /**
   * {@return the design in another language}
   *
   * @param top      makes the top; called on the elaborator's thread
   * @param language of the text
   */
  public static RtlDesign elaborate(Supplier<? extends Component> top, Language language) {
    return design(top, language).rtl();
  }

  /**
   * {@return the design as options say}
   *
   * @param top     makes the top; called on the elaborator's thread
   * @param options language, clock, limits
   */
  public static RtlDesign elaborate(Supplier<? extends Component> top, HdlOptions options) {
    return design(top, options).rtl();
  }

  /**
   * {@return the design in Verilog-2001, with its top component}
   *
   * @param <C> class of the top
   * @param top makes the top; called on the elaborator's thread
   */
  public static <C extends Component> Design<C> design(Supplier<C> top) {
    return design(top, Language.VERILOG);
  }

  /**
   * {@return the design in another language, with its top component}
   *
   * @param <C>      class of the top
   * @param top      makes the top; called on the elaborator's thread
   * @param language of the text
   */
  public static <C extends Component> Design<C> design(Supplier<C> top, Language language) {
    return design(top, HdlOptions.defaults().withLanguage(language));
  }

  /**
   * {@return the design as options say, with its top component}
   *
   * @param <C>     class of the top
   * @param top     makes the top; called on the elaborator's thread
   * @param options language, clock, limits
   */
  public static <C extends Component> Design<C> design(Supplier<C> top, HdlOptions options) {
    Result<C> shipped = run(top, options, Elaboration.Purpose.SHIPPED, List.of());
    Boundary boundary = shipped.top.boundary();
    boolean states = shipped.elaboration.assertions() > 0 || boundary.hasNarrowInputs(shipped.clocks);
    Result<C> checked = states ? verification(top, options, shipped) : shipped;
    RtlDesign rtl = new RtlDesign(shipped.top.instance().module(), options.language(), shipped.text, checked.text,
        shipped.clocks, boundary.portList(), boundary.streamPorts(), boundary.portClocks());
    Origins.note(shipped.top.spinal(), rtl);
    Origins.note(checked.top.spinal(), rtl);
    return new Design<>(shipped.top, rtl);
  }

  /**
   * Builds a component inside a run of SpinalHDL's elaborator that the caller has started, such as SpinalSim's.
   *
   * @param top makes the component
   * @return the component as SpinalHDL sees it
   */
  public static spinal.core.Component insideSpinal(Supplier<? extends Component> top) {
    Clocks.of(begin(Elaboration.Purpose.SHIPPED, Language.VERILOG, List.of()))
        .adopt(ClockDomain.MAIN, spinal.core.ClockDomain$.MODULE$.current());
    try {
      Component component = top.get();
      component.finish();
      return component.spinal();
    } finally {
      Elaboration.end();
    }
  }

  private static Elaboration begin(Elaboration.Purpose purpose, Language language, List<ClockPort> shipped) {
    Elaboration elaboration = Elaboration.begin(purpose);
    Properties.begin(elaboration, language, shipped);
    return elaboration;
  }

  private static <C extends Component> Result<C> verification(Supplier<C> top, HdlOptions options, Result<C> shipped) {
    Result<C> checked = run(top, options, Elaboration.Purpose.VERIFICATION, shipped.clocks);
    Properties.of(checked.elaboration).requireEvaluated(shipped.clocks);
    return checked;
  }

  private record Result<C extends Component>(C top, List<ClockPort> clocks, String text, Elaboration elaboration) {}

  private static <C extends Component> Result<C> run(Supplier<C> top, HdlOptions options, Elaboration.Purpose purpose,
      List<ClockPort> shipped) {
    AtomicReference<C> made = new AtomicReference<>();
    AtomicReference<Elaboration> elaboration = new AtomicReference<>();
    AtomicReference<RuntimeException> own = new AtomicReference<>();
    String text = SpinalRun.text(options, () -> {
      elaboration.set(begin(purpose, options.language(), shipped));
      Clocks clocks = Clocks.of(elaboration.get());
      try {
        C component = clocks.in(options.clock(), () -> {
          C whole = top.get();
          if (whole == null) {
            throw new StructureException("elaborate", "the supplier gives no component", "let it make a new one");
          }
          whole.finish();
          return whole;
        });
        clocks.requireFree(component.instance());
        EnumNames.refuse(component.instance(), elaboration.get());
        ModuleNames.give(component.instance(), elaboration.get());
        made.set(component);
        return component.spinal();
      } catch (RuntimeException e) {
        own.compareAndSet(null, NullArgument.told(e, HierarchyPath.current()));
        throw e;
      } finally {
        Elaboration.end();
      }
    }, own::get, failure -> SpinalErrors.translate(failure, made.get() == null ? "" : made.get().instance().module(),
        elaboration.get()), () -> Elaboration.late(elaboration.get(), options.limit()));
    C component = made.get();
    ModuleNames.requireKept(component.instance());
    Elaboration done = elaboration.get();
    String whole = BlackBox.append(done, Covers.of(done).write(text, options.language()), options.language());
    return new Result<>(component, Clocks.of(done).ports(component.spinal()), whole, done);
  }
}
