/**
 * A quantised network turned into jobs in an order that keeps the multipliers busy; correctness rests on the conditions that
 * are derived from what jobs read and write, not on the order.
 */
package vit2rtl.accelerator.schedule;
