"""Packs what make_training_files.py wrote to a folder into an archive for each version: pack_training_files.py FOLDER."""
import json, zipfile, os, re, sys
O, D = sys.argv[1] + '/', os.path.dirname(os.path.abspath(__file__)) + '/'
KEEP=re.compile(r'sgd|sgd_nesterov|sgd_ema|rmsprop.*|adag.*|adadelta|adamax|adafactor|nadam|ftrl.*|loss_scale.*|by_name.*|amsgrad|adam|adam_decay|adam_ema|accumulated|schedule_free')
for j in sorted(os.listdir(O)):
    if not j.endswith('.json'): continue
    n=j[:-5]; old=n.startswith(('keras-1','keras-2'))
    skip=set(sys.argv[2:])
    r={k:v for k,v in json.load(open(O+j)).items() if KEEP.fullmatch(k) and n+' '+k not in skip}
    if old: r={k:v for k,v in r.items() if k.startswith(("by_name_r","by_name_adag","rms","adag","adadelta","sgd")) and k!='sgd_decay'}
    with zipfile.ZipFile(D+n+'.zip','w',zipfile.ZIP_DEFLATED) as z:
        def add(name,data):
            i=zipfile.ZipInfo(name,(2024,1,1,0,0,0)); i.compress_type=zipfile.ZIP_DEFLATED; z.writestr(i,data)
        add(j,"{\n"+",\n".join(json.dumps(k)+": "+json.dumps(v) for k,v in sorted(r.items()))+"\n}\n")
        for k in sorted(r):
            f=O+n+'-'+k+'.h5'; e='.h5'
            if not os.path.exists(f): f=O+n+'-'+k+'.keras'; e='.keras'
            add(n+'-'+k+e,open(f,'rb').read())
