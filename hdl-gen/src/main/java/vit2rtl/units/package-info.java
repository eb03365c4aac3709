/**
 * What a hardware unit is: a kind (name, settings, where configurations come from), a configuration (golden function, tables,
 * latency) and a component. Each unit has a package of its own.
 */
package vit2rtl.units;
