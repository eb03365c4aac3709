/**
 * Checkpoints as people have them, read into one common form: containers, names, what lies beside the file, and what has
 * to be stated or is assumed. Names and refusals are data (resources of this package), one file for each naming.
 */
package vit2rtl.golden.checkpoint;
