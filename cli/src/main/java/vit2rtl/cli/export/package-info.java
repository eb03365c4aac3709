/** Commands that write models and vectors in the formats of others. */
package vit2rtl.cli.export;
