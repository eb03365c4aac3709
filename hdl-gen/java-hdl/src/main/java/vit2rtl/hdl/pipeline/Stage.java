package vit2rtl.hdl.pipeline;

import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;

/**
 * One stage of a {@link Pipeline}: what happens between two clock edges. Values are declared outside of any
 * {@code when}, in the stage whose signals they are computed from: a value that mixes stages is refused when the
 * component has been described.
 */
public final class Stage {
  private final Pipeline pipeline;
  private final int index;

  Stage(Pipeline pipeline, int index) {
    this.pipeline = pipeline;
    this.index = index;
  }

  /** {@return the stage after this} */
  public Stage next() {
    return after(1);
  }

  /** {@return the stage before this, which must not be the first} */
  public Stage previous() {
    if (index == 0) {
      throw new StructureException("stage", "there is none before " + name(), "give the pipeline another first stage");
    }
    return new Stage(pipeline, index - 1);
  }

  /**
   * {@return the stage so many cycles after this, which the pipeline must have}
   *
   * @param cycles from 0
   */
  public Stage after(int cycles) {
    int last = pipeline.stages().cycles();
    if (cycles < 0 || index + cycles > last) {
      throw new StructureException("stage", "there is none " + cycles + " after " + name() + ", only "
          + (last - index), "give the pipeline more stages");
    }
    return new Stage(pipeline, index + cycles);
  }

  /**
   * A value of this stage, under the name that its registers have, too; a port or register keeps its own here.
   *
   * @param <T>    kind of signal
   * @param name   name of its registers
   * @param signal a signal of this stage
   * @return the value
   */
  public <T extends Signal> Staged<T> value(String name, T signal) {
    pipeline.requireOpen("value " + name);
    return new Staged<>(name, this, pipeline.named(name, this, signal), false);
  }

  /**
   * A truth value whose registers are reset to false, such as the valid that goes along with a beat.
   *
   * @param name   name of its registers
   * @param signal a signal of this stage
   * @return the value
   */
  public Staged<Bool> flag(String name, Bool signal) {
    pipeline.requireOpen("flag " + name);
    return new Staged<>(name, this, pipeline.named(name, this, signal), true);
  }

  /**
   * Reads a memory with an address of this stage; the word is a value of the next. A word written in the same cycle is
   * read as it was before.
   *
   * @param <T>     type of the words
   * @param name    name of the word's register
   * @param memory  a memory
   * @param address of the word, a value of this stage
   * @return the word
   */
  public <T extends Int> Staged<T> read(String name, Mem<T> memory, UInt address) {
    return read(name, memory, address, ReadUnderWrite.READ_FIRST);
  }

  /**
   * Reads a memory with an address of this stage, with a say in what is seen of a write in the same cycle; the word is a
   * value of the next.
   *
   * @param <T>     type of the words
   * @param name    name of the word's register
   * @param memory  a memory
   * @param address of the word, a value of this stage
   * @param policy  what is read where the same word is written in the same cycle
   * @return the word
   */
  public <T extends Int> Staged<T> read(String name, Mem<T> memory, UInt address, ReadUnderWrite policy) {
    pipeline.requireOpen("read " + name);
    return next().value(name, pipeline.clocked(() -> memory.readSync(address, pipeline.advance(), policy)));
  }

  /**
   * Keeps what a signal of this stage was when {@code take}, a signal of this stage, was last high: a value of the
   * next stage. For what a row's first beat brings and all its beats need.
   *
   * @param <T>    kind of signal
   * @param name   name of its registers
   * @param take   whether the signal is kept from now on
   * @param signal a signal of this stage
   * @return what was kept, a value of the next stage
   */
  public <T extends Signal> Staged<T> hold(String name, Bool take, T signal) {
    pipeline.requireOpen("hold " + name);
    return next().value(name, pipeline.keep(name, next(), take, signal));
  }

  /** {@return name of this stage; "end" behind the last} */
  public String name() {
    return pipeline.stages().name(index);
  }

  Pipeline pipeline() {
    return pipeline;
  }

  int index() {
    return index;
  }
}
