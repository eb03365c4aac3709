package vit2rtl.accelerator.cycles;

import vit2rtl.accelerator.job.Job;

/**
 * A job that was given out.
 *
 * @param job   what is to be done; null for the first image's pixels, which no job asks for
 * @param index in the program; -1 for the first image's pixels
 * @param image counted from 0
 * @param needs of every part, how many jobs must be finished before this one begins
 */
record IssuedJob(Job job, int index, int image, long[] needs) {}
