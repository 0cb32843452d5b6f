;;; probe.el --- adds to each token of $TOKENS how plimsoll-mode classes its first and its last byte -*- lexical-binding: t -*-

(require 'plimsoll-mode)

(defconst probe-classes
  '((font-lock-keyword-face . "keyword") (font-lock-builtin-face . "function") (font-lock-type-face . "type")
    (font-lock-constant-face . "constant") (font-lock-string-face . "string")
    (font-lock-variable-name-face . "field") (font-lock-function-name-face . "name")
    (font-lock-comment-face . "comment") (default . "none") (nil . "none")))

(defun probe-class (offset)
  (let ((face (get-text-property (byte-to-position (1+ offset)) 'face)))
    (cdr (assq (if (consp face) (car (last face)) face) probe-classes))))

(let ((out nil) (coding-system-for-read 'utf-8-unix))
  (dolist (line (split-string (with-temp-buffer (insert-file-contents (getenv "TOKENS")) (buffer-string)) "\n" t))
    (let ((words (split-string line)))
      (if (equal (car words) "file")
          (progn
            (erase-buffer)
            (insert-file-contents (cadr words))
            (plimsoll-mode)
            (font-lock-ensure)
            (push line out))
        (push (format "%s %s %s" line (probe-class (string-to-number (car words)))
                      (probe-class (1- (string-to-number (cadr words)))))
              out))))
  (with-temp-file (getenv "PROBED")
    (dolist (line (nreverse out)) (insert line "\n"))))
