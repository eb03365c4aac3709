/** What {@code demo} runs and the report it writes. */
package vit2rtl.cli.demo;
