package vit2rtl.hdl.verilog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.Mem;
import spinal.core.internals.AssignmentStatement;
import spinal.core.internals.ComponentEmitter;
import spinal.core.internals.ComponentEmitterVerilog;
import spinal.core.internals.Expression;
import spinal.core.MemPortStatement;
import spinal.core.internals.PhaseContext;

/**
 * The text of one module. Statements are SpinalHDL's; expressions are read as {@linkplain Term terms} and written as an
 * engineer would, with a named signal wherever Verilog needs one.
 *
 * <p>The superclass writes the text in its constructor: fields here have no initialiser, which would run afterwards.
 */
final class ComponentText extends ComponentEmitterVerilog implements Wires {

  /** What an expression is for, which decides on its parentheses and on what signals made for it are called. */
  private record Root(String name, boolean delimited) {}

  private Map<Expression, Root> roots;
  private Map<Expression, String> texts;
  private Map<Term, Term.Ref> named;
  private StringBuilder cuts;
  private StringBuilder cutDeclarations;
  private Terms terms;
  private TermReader reader;
  private TermWriter writer;
  private Root root;

  ComponentText(spinal.core.Component component, VerilogPhase phase, PhaseContext context) {
    super(component, context.config().isSystemVerilog(), phase, phase.allocateAlgoIncrementalBase(),
        context.config().mergeAsyncProcess(), context.config().asyncResetCombSensitivity(),
        context.globalData().anonymSignalPrefix(), context.config().inlineRom(), phase.rtlName(),
        context.config().caseRom(), phase.emitedComponentRef(), phase.sources(), context, context.config(),
        phase.romCache());
  }

  /** Called once, before anything is written: which expression is written where. */
  @Override
  public void fillExpressionToWrap() {
    roots = new IdentityHashMap<>();
    texts = new IdentityHashMap<>();
    named = new HashMap<>();
    cuts = new StringBuilder();
    cutDeclarations = new StringBuilder();
    terms = new Terms(this);
    reader = new TermReader(terms, this::nameOf, super::dispatchExpression);
    writer = new TermWriter(this);
    root = new Root("value", false);
    expressionToWrap().clear();
    component().dslBody().walkStatements(statement -> {
      if (statement instanceof AssignmentStatement assignment) {
        String name = Roles.target(component(), assignment);
        assignment.foreachExpression(e -> root(e, new Root(name, e == assignment.source())));
      } else if (statement instanceof MemPortStatement port) {
        String name = Roles.memory(port);
        // The elaborator would name what is no signal.
        port.foreachDrivingExpression(e -> {
          wrappedExpressionToName().put(e, "");
          return root(e, new Root(name, e == Roles.address(port)));
        });
      } else {
        String name = Roles.controlled(component(), statement);
        statement.foreachDrivingExpression(e -> root(e, new Root(name, false)));
      }
      return BoxedUnit.UNIT;
    });
  }

  private BoxedUnit root(Expression e, Root where) {
    roots.put(e, where);
    return BoxedUnit.UNIT;
  }

  /** What a signal or a read port is called; null for everything else. */
  private String nameOf(Expression e) {
    if (e instanceof BaseType signal) {
      return emitReference(signal, true);
    }
    return e instanceof MemPortStatement ? wrappedExpressionToName().apply(e) : null;
  }

  @Override
  public String emitExpression(Expression e) {
    String name = nameOf(e);
    if (name != null) {
      referenceSetAdd(name);
      return name;
    }
    String known = texts.get(e);
    if (known != null) {
      referenceSetAdd(known);
      return known;
    }
    Root outer = root;
    root = roots.getOrDefault(e, new Root(outer.name(), false));
    Term term = reader.read(e);
    String text = root.delimited() ? writer.whole(term) : writer.operand(terms.operand(term));
    root = outer;
    texts.put(e, text);
    return text;
  }

  @Override
  public String emitExpressionNoWrappeForFirstOne(Expression e) {
    return emitExpression(e);
  }

  @Override
  public Term.Ref named(Term term) {
    if (term instanceof Term.Ref ref) {
      return ref;
    }
    Term.Ref known = named.get(term);
    if (known != null) {
      return known;
    }
    String name = component().localNamingScope().allocateName(Roles.name(root.name(), term));
    Term.Ref made = new Term.Ref(name, term.width(), TermWriter.isSigned(term));
    named.put(term, made);
    String text = writer.whole(term);
    cutDeclarations.append(Declaration.of("wire", made));
    cuts.append("  assign ").append(name).append(" = ").append(text).append(";\n");
    return made;
  }

  /** A memory in parts needs signals that parts can be cut out of. */
  @Override
  public void emitMem(Mem<?> mem) {
    if (mem.getMemSymbolCount() > 1) {
      mem.foreachStatements(port -> {
        ((MemPortStatement) port).foreachDrivingExpression(e -> {
          if (nameOf(e) == null && e != Roles.address((MemPortStatement) port)) {
            root = roots.get(e);
            texts.put(e, named(reader.read(e)).name());
          }
          return BoxedUnit.UNIT;
        });
        return BoxedUnit.UNIT;
      });
    }
    super.emitMem(mem);
  }

  /** Registers under one condition stand together. */
  @Override
  public void emitSynchronous(spinal.core.Component component, ComponentEmitter.SyncGroup group) {
    int start = logics().length();
    super.emitSynchronous(component, group);
    String process = logics().substring(start);
    logics().setLength(start);
    logics().append(Clocked.merged(process));
  }

  @Override
  public String emitAssignedExpression(Expression target) {
    return super.emitAssignedExpression(target).replace(" : ", ":");
  }

  /** Puts what was made on the way in its place. */
  void finish() {
    List<String> reads = new ArrayList<>();
    wrappedExpressionToName().foreach(pair -> {
      if (!pair._2().isEmpty()) {
        reads.add(pair._2());
      }
      return BoxedUnit.UNIT;
    });
    Collections.sort(reads);
    ReadPorts.Renamed text = ReadPorts.rename(reads, declarations().toString() + cutDeclarations,
        cuts.toString() + logics());
    List<String> ports = Layout.ports(CollectionConverters.asJava(portMaps()));
    portMaps().clear();
    ports.forEach(portMaps()::addOne);
    String statements = Layout.statements(text.statements());
    replace(localparams(), SpareConstants.of(localparams().toString(), statements));
    replace(declarations(), Layout.declarations(text.declarations()));
    replace(logics(), statements.stripTrailing() + "\n" + Unused.of(ports, text.declarations(), statements));
  }

  private static void replace(scala.collection.mutable.StringBuilder builder, String text) {
    builder.setLength(0);
    builder.append(text);
  }
}
