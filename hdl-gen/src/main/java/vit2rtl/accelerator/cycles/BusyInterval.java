package vit2rtl.accelerator.cycles;

import vit2rtl.accelerator.job.Unit;

/**
 * A part at work.
 *
 * @param unit  who
 * @param job   index of its job in the program
 * @param image which image
 * @param from  cycle in which it took the job
 * @param to    behind the cycle in which the job was done
 */
public record BusyInterval(Unit unit, int job, int image, long from, long to) {}
