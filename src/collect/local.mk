# src/collect/: collectors; libvirt's is a program of its own.
