/** Log-Int-Softmax. */
package vit2rtl.units.softmax;
