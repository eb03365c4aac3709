/** Pictures and tables of a network for reports: channel ranges, attention values and maps, timelines. */
package vit2rtl.cli.figures;
