/** Commands about models without hardware: quantise, evaluate, compare, draw. */
package vit2rtl.cli.model;
